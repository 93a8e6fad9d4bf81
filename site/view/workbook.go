package view

import (
	"slices"
	"strings"
)

// Files returns the files of which an .xlsx is a ZIP archive, by their paths (ECMA-376, Office
// Open XML, SpreadsheetML). Programs that compute are asked to do so as they open it.
func (s Spreadsheet) Files() map[string]string {
	var types, sheets, links HTML
	files := map[string]string{}
	for i, sheet := range s.Sheets {
		n := number(i + 1)
		types += markup(`<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, "n", n)
		sheets += markup(`<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>`, "name", escape(sheet.Name), "n", n)
		links += relation(n, "worksheet", "worksheets/sheet"+n+".xml", "")
		content, addresses := sheet.xml(s.RightToLeft)
		path := "sheet" + string(n) + ".xml"
		if files["xl/worksheets/"+path] = string(xmlHead + content); addresses != "" {
			files["xl/worksheets/_rels/"+path+".rels"] = relations(addresses)
		}
	}
	style := number(len(s.Sheets) + 1)
	files["[Content_Types].xml"] = string(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types + `</Types>`)
	files["_rels/.rels"] = relations(relation("1", "officeDocument", "xl/workbook.xml", ""))
	files["xl/workbook.xml"] = string(xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><bookViews><workbookView/></bookViews>` +
		`<sheets>` + sheets + `</sheets><calcPr calcId="0" fullCalcOnLoad="1"/></workbook>`)
	files["xl/_rels/workbook.xml.rels"] = relations(links + relation(style, "styles", "styles.xml", ""))
	files["xl/styles.xml"] = string(xmlHead + styleSheet(s.AmountFormat))
	return files
}

// Text returns the paths and texts of these files, in turn and each ended by a NUL, which no text
// holds.
func (s Spreadsheet) Text() string {
	files := s.Files()
	paths := make([]string, 0, len(files))
	for path := range files {
		paths = append(paths, path)
	}
	slices.Sort(paths) // so that the same figures make the same file
	var b strings.Builder
	for _, path := range paths {
		b.WriteString(path + "\x00" + files[path] + "\x00")
	}
	return b.String()
}

const (
	xmlHead       = HTML(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// relation returns what leads from one file to another, or out of all of them.
func relation(n, kind, target, mode HTML) HTML {
	return markup(`<Relationship Id="rId{n}" Type="{space}/{kind}" Target="{target}"{mode}/>`, "n", n, "space", relationSpace, "kind", kind, "target", target, "mode", mode)
}

func relations(content HTML) string {
	return string(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + content + `</Relationships>`)
}

// xml returns the sheet, and what leads to the addresses in it.
func (s Sheet) xml(rightToLeft bool) (content, addresses HTML) {
	var columns, links HTML
	count := 0 // of the addresses
	for i, width := range s.Widths {
		columns += markup(`<col min="{n}" max="{n}" width="{width}" customWidth="1"/>`, "n", number(i+1), "width", number(width))
	}
	rows := make([]HTML, len(s.Rows))
	for i, row := range s.Rows {
		var cells []HTML
		for column, c := range row {
			at := HTML(columnName(column)) + number(i+1)
			cells = append(cells, c.xml(at))
			if c.Address != "" {
				count++
				n := number(count)
				links += markup(`<hyperlink ref="{at}" r:id="rId{n}"/>`, "at", at, "n", n)
				addresses += relation(n, "hyperlink", escape(c.Address), ` TargetMode="External"`)
			}
		}
		fold := HTML("")
		for _, rows := range s.Folded {
			switch {
			case i+2 == rows[0]:
				fold = ` collapsed="1"`
			case i+1 >= rows[0] && i+1 < rows[1]:
				fold = ` outlineLevel="1" hidden="1"`
			}
		}
		rows[i] = `<row r="` + number(i+1) + `"` + fold + `>` + join(cells) + `</row>`
	}
	pane := HTML("")
	if s.FrozenRows > 0 {
		pane = markup(`<pane xSplit="{x}" ySplit="{y}" topLeftCell="{at}" activePane="bottomRight" state="frozen"/>`,
			"x", number(s.FrozenColumns), "y", number(s.FrozenRows), "at", HTML(columnName(s.FrozenColumns))+number(s.FrozenRows+1))
	}
	choice := HTML("")
	if s.Choice != "" {
		choice = markup(`<dataValidations count="1"><dataValidation type="list" allowBlank="0" showErrorMessage="1" sqref="{at}"><formula1>{list}</formula1></dataValidation></dataValidations>`,
			"at", escape(s.Choice), "list", escape(quoted(strings.Join(s.Choices, ","))))
	}
	return markup(`<worksheet xmlns="{main}" xmlns:r="{relations}"><sheetPr><outlinePr summaryBelow="0"/></sheetPr>`+
		`<sheetViews><sheetView workbookViewId="0"{direction}>{pane}</sheetView></sheetViews>`+
		`<sheetFormatPr defaultRowHeight="15"{levels}/>{columns}<sheetData>{rows}</sheetData>{choice}{links}</worksheet>`,
		"main", mainSpace, "relations", relationSpace, "direction", showIf(rightToLeft, ` rightToLeft="1"`), "pane", pane, "levels", showIf(len(s.Folded) > 0, ` outlineLevelRow="1"`),
		"columns", showIf(columns != "", `<cols>`+columns+`</cols>`), "rows", join(rows), "choice", choice,
		"links", showIf(links != "", `<hyperlinks>`+links+`</hyperlinks>`)), addresses
}

// xml returns the cell at a place, or nothing for an empty one.
func (c Cell) xml(at HTML) HTML {
	var kind, content HTML
	if c.Formula != "" {
		content = `<f>` + escape(c.Formula) + `</f>`
	}
	switch v := c.Value.(type) {
	case float64:
		content += `<v>` + HTML(plainNumber(v)) + `</v>`
	case string:
		if kind = ` t="str"`; c.Formula != "" {
			content += `<v>` + escape(v) + `</v>`
			break
		}
		kind = ` t="inlineStr"`
		content = `<is><t xml:space="preserve">` + escape(v) + `</t></is>`
	default:
		if content == "" {
			return ""
		}
	}
	return `<c r="` + at + `" s="` + number(int(c.Style)) + `"` + kind + `>` + content + `</c>`
}

// styleSheet returns the styles of cells, each at the number that it has as a CellStyle. Figures
// that are given are blue, as those who model expect it.
func styleSheet(amounts string) HTML {
	const bold, title, link, blue, soft = 1, 2, 3, 4, 5 // fonts; the first is plain
	const rounded, percent, amount, month, day = 4, 10, 164, 165, 166
	styles := [...]struct {
		font, format int
		wraps, lined bool
	}{
		TextStyle: {}, NoteStyle: {wraps: true}, TitleStyle: {font: title}, HeadStyle: {font: bold, wraps: true, lined: true}, LinkStyle: {font: link},
		NumberStyle: {}, AmountStyle: {format: amount}, PercentStyle: {format: percent}, MonthStyle: {format: month}, DayStyle: {format: day},
		WorkingStyle: {font: soft}, FixedStyle: {font: soft, format: rounded}, RoundedStyle: {format: rounded},
		TextInput: {font: blue, wraps: true}, NumberInput: {font: blue}, AmountInput: {font: blue, format: amount}, PercentInput: {font: blue, format: percent},
		MonthInput: {font: blue, format: month},
	}
	var all HTML
	for _, s := range styles {
		all += markup(`<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"{wrap}/></xf>`,
			"format", number(s.format), "font", number(s.font), "border", showIf(s.lined, "1")+showIf(!s.lined, "0"), "wrap", showIf(s.wraps, ` wrapText="1"`))
	}
	font := func(look HTML, size int, colour HTML) HTML {
		return markup(`<font>{look}<sz val="{size}"/>{colour}<name val="Calibri"/></font>`,
			"look", look, "size", number(size), "colour", showIf(colour != "", `<color rgb="FF`+colour+`"/>`))
	}
	return `<styleSheet xmlns="` + mainSpace + `"><numFmts count="3"><numFmt numFmtId="164" formatCode="` + escape(amounts) + `"/>` +
		`<numFmt numFmtId="165" formatCode="yyyy\-mm"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="6">` + font("", 11, "") + font("<b/>", 11, "") + font("<b/>", 16, "") + font("<u/>", 11, "") + font("", 11, "0000FF") + font("<i/>", 11, "5B6067") + `</fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="` + number(len(styles)) + `">` + all + `</cellXfs></styleSheet>`
}
