package calc_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// recognisers are words of three languages, as a page has them.
var recognisers = calc.Recognisers{
	Revenue:     "revenue|revenues|sales|income|turnover|chiffre d'affaires|produits|recettes|الإيرادات|المبيعات",
	Cost:        "costs|cost|expenses|expense|opex|payroll|salaries|rent|charges|dépenses|loyer|التكاليف|المصروفات",
	CostHeading: "team|people",
	Total:       "total|totals|subtotal|sub-total|sum|net|gross profit|sous-total|المجموع|الإجمالي",
	Opening:     "opening balance|opening cash|solde d'ouverture|début|start of month|الرصيد الافتتاحي",
	Balance:     "balance|cash|solde|trésorerie|الرصيد",
	Count:       "headcount|fte|employees|effectif|عدد الموظفين",
	In:          "credit|paid in|crédit|دائن",
	Out:         "debit|paid out|débit|مدين",
	Part:        "of which|dont|منها",
	Currency:    "currency|währung|devise|العملة",
	Thousands:   "usd thousands|k€|k$|$000|€000|000s|in k|in thousands|en milliers|keur|بالآلاف",
	Millions:    "m€|$m|in millions|en millions|بالملايين",
	Billions:    "in billions|en milliards|بالمليارات",
	Year:        "fy|year|exercice|année|سنة|عام",
	Month:       "month|m|mois|شهر|الشهر",
	Aside:       "a|e|actual|budget|forecast|réel|prévu|فعلي",
}

// understood writes what a table was understood as, a series a line.
func understood(t *calc.Table) string {
	if t.Problem != "" {
		return string(t.Problem)
	}
	var b strings.Builder
	for _, s := range t.Series {
		role := [...]string{"?", "in", "out", "start", "end", "-", "first"}[s.Role]
		fmt.Fprintf(&b, "%s %s (%s)", role, s.Name, s.Reason)
		if s.Currency != "" {
			b.WriteString(" " + s.Currency)
		}
		b.WriteString(":")
		for i, v := range s.Values {
			if s.Has[i] {
				b.WriteString(" " + calc.FormatNumber(v))
			} else {
				b.WriteString(" ?")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func readTable(text string) *calc.Table {
	return calc.ReadTable(text, recognisers, '.', "EUR", calc.TableChoices{})
}

// Tables of other people's making, made up in the ways in which spreadsheets and banks write them.
func TestTables(t *testing.T) {
	for name, c := range map[string]struct {
		text, want, first, last string
		months                  int
		scale                   float64
	}{
		"months across, told apart by headings": {
			text: "Budget\tJan 2026\tFeb 2026\tMar 2026\tTotal\n" +
				"Revenue\nSubscriptions\t10,000\t11,000\t12,100\t33,100\nTotal revenue\t10,000\t11,000\t12,100\t33,100\n\n" +
				"Costs\nTeam\t30,000\t30,000\t30,000\t90,000\nOffice\t2,000\t2,000\t2,000\t6,000\nTotal costs\t32,000\t32,000\t32,000\t96,000\n" +
				"Net burn\t-22,000\t-21,000\t-19,900\t\n",
			want: "in Subscriptions (heading): 10k 11k 12100\n- Total revenue (total): 10k 11k 12100\n" +
				"out Team (heading): 30k 30k 30k\nout Office (heading): 2k 2k 2k\n- Total costs (total): 32k 32k 32k\n" +
				"- Net burn (total): -22k -21k -19900\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"months down, told apart by sign": {
			text:  "Month,Sales,Team\n2026-01,1000,-3000\n2026-02,1100,-3000\n2026-03,1210,-3000\n",
			want:  "in Sales (sign): 1k 1100 1210\nout Team (sign): -3k -3k -3k\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"French, in k€, with decimal commas": {
			text:  "En milliers d'euros (k€);janv. 26;févr. 26;mars 26\nRecettes\nVentes;12,5;13,1;13,8\nCharges\nSalaires;\"(40,0)\";(40,0);(40,0)\n",
			want:  "in Ventes (heading): 12500 13100 13800\nout Salaires (heading): -40k -40k -40k\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1000,
		},
		"Arabic, in Arabic digits, in thousands": {
			text:  "بالآلاف\tيناير ٢٠٢٦\tفبراير ٢٠٢٦\tمارس ٢٠٢٦\nالإيرادات\nالاشتراكات\t١٢٫٥\t١٣٫١\t١٬٢٠٠\nالمصروفات\nالرواتب\t٤٠\t٤٠\t٤٠\n",
			want:  "in الاشتراكات (heading): 12500 13100 1.2M\nout الرواتب (heading): 40k 40k 40k\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1000,
		},
		"merged cells, a minus behind, a line without a name for its kind": {
			text:  "\t\t2026\t\t\t2027\nKind\tItem\tNov\tDec\tJan\tFeb\n" + "Revenue\tShop\t5\t5\t5\t5\n\tFair\t0\t7\t0\t0\nCosts\tRent\t100-\t100-\t100-\t100-\n\tAds\t20-\t-\t20-\t20-\n",
			want:  "in Shop (heading): 5 5 5 5\nin Fair (heading): 0 7 0 0\nout Rent (heading): -100 -100 -100 -100\nout Ads (heading): -20 0 -20 -20\n",
			first: "2026-11", last: "2027-02", months: 1, scale: 1,
		},
		"two currencies": {
			text:  "Costs,Jan-26,Feb-26,Mar-26\nRent,€100,€100,€100\nTeam,€900,€900,€900\nCloud,$50,$50,$50\n",
			want:  "out Rent (heading) EUR: 100 100 100\nout Team (heading) EUR: 900 900 900\n- Cloud (currency) USD: 50 50 50\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"parts of lines, called so or adding up, and a total without a name": {
			text: "x\tJan-26\tFeb-26\nCosts\nOffice\t30\t30\nof which rent\t20\t20\n– dont énergie\t4\t4\nمنها التنظيف\t1\t1\nCloud\t9\t12\nServers\t5\t7\nMail\t4\t5\nTeam\t50\t50\n\t89\t92\nPayroll\t8\t8\nAda\t4\t4\nBob\t4\t4\nTravel\t6\t6\nTaxi\t3\t3\nTrain\t3\t3\n",
			want: "out Office (heading): 30 30\n- of which rent (part): 20 20\n- – dont énergie (part): 4 4\n- منها التنظيف (part): 1 1\nout Cloud (heading): 9 12\n- Servers (part): 5 7\n- Mail (part): 4 5\nout Team (heading): 50 50\n-  (adds): 89 92\n" +
				"out Payroll (heading): 8 8\n- Ada (part): 4 4\n- Bob (part): 4 4\nout Travel (heading): 6 6\nout Taxi (heading): 3 3\nout Train (heading): 3 3\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a currency above, and another of one row": {
			text:  "(USD thousands)\tJan-26\tFeb-26\tMar-26\nRevenue\nShop\t90\t90\t90\nCosts\nTeam\t(50)\t(50)\t(50)\nEuropean office (EUR)\t€(30)\t€(30)\t€(30)\n",
			want:  "in Shop (heading): 90k 90k 90k\nout Team (heading): -50k -50k -50k\n- European office (EUR) (currency) EUR: -30k -30k -30k\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1000,
		},
		"a bank's export with a column of currencies": {
			text:  "Datum;Text;Währung;Betrag;Saldo\n01.01.2026;Shop;USD;100,00;100,00\n15.01.2026;Shop;CHF;30,00;30,00\n31.01.2026;Rent;USD;-50,00;50,00\n28.02.2026;Shop;USD;70,00;120,00\n31.03.2026;Rent;USD;-50,00;70,00\n",
			want:  "start Saldo (column) USD: 0 50 120\nin Shop (sign) USD: 100 70 0\nout Rent (sign) USD: -50 0 -50\n- Shop (currency) CHF: 30 0 0\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"rates, people, zeros, and what cannot be read": {
			text:  "\tQ1 2026\tQ2 2026\tQ3 2026\nSales\t300\t330\t363\nGrowth\t\t10%\t10%\nHeadcount\t3\t4\t4\nGrants\t0\t-\t\nSecret\tn/a\tn/a\t#REF!\nSalaries\t90\t#REF!\t90\n",
			want:  "in Sales (name): 300 330 363\n- Growth (percent): ? ? ?\n- Headcount (count): 3 4 4\n- Grants (zeros): 0 0 0\n- Secret (unread): ? ? ?\nout Salaries (name): 90 ? 90\n",
			first: "2026-01", last: "2026-07", months: 3, scale: 1,
		},
		"a total that nothing calls one": {
			text:  "x;1.1.2026;1.2.2026;1.3.2026\nA;1;2;3\nB;4;5;6\nA and B;5;7;9\nRent;-1;-1;-1\n",
			want:  "in A (sign): 1 2 3\nin B (sign): 4 5 6\n- A and B (adds): 5 7 9\nout Rent (sign): -1 -1 -1\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"a balance that is computed, and one that is not": {
			text:  "\t01/2026\t02/2026\t03/2026\nSales\t10\t10\t10\nPayroll\t-30\t-30\t-30\nClosing cash\t100\t80\t60\nBank balance\t99\t81\t70\n",
			want:  "in Sales (sign): 10 10 10\nout Payroll (sign): -30 -30 -30\nfirst Closing cash (ending): 100 80 60\n- Bank balance (planned): 99 81 70\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"years": {
			text:  "$000\tFY2024\tFY2025\tFY2026\nRevenue\t1,200\t2,400\t4,800\n",
			want:  "in Revenue (name): 1.2M 2.4M 4.8M\n",
			first: "2024-01", last: "2026-01", months: 12, scale: 1000,
		},
		"headings that nothing knows": {
			text:  "x\tJan 26\tFeb 26\nRevenue\nShop\t10\t11\nLogistics\nSalaries drivers\t42\t42\nVans\t7\t9\nTeam\nFounders\t5\t5\nOther\nDiscount\t-1\t-1\n",
			want:  "in Shop (heading): 10 11\nout Salaries drivers (name): 42 42\n? Vans (nothing): 7 9\nout Founders (heading): 5 5\n? Discount (nothing): -1 -1\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"headings that nothing knows, with a total of costs and a net row": {
			text:  "x\tJan 26\tFeb 26\nRevenue\nShop\t10\t11\nVehicles\nVans\t7\t9\nFuel\t2\t2\nTotal costs of vehicles\t9\t11\nOther\nDepot\t4\t5\nPrizes\t1\t3\nNet\t-4\t-8\nGadgets\t9\t8\n",
			want:  "in Shop (heading): 10 11\nout Vans (sum): 7 9\nout Fuel (sum): 2 2\n- Total costs of vehicles (total): 9 11\nout Depot (net): 4 5\nout Prizes (net): 1 3\n- Net (called): -4 -8\n? Gadgets (nothing): 9 8\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"years below the months, in a table of estimates": {
			text:  "x\tNov A\tDec A\tJan E\n\t2025\t\t2026\nSales\t1\t2\t4\n",
			want:  "in Sales (name): 1 2 4\n",
			first: "2025-11", last: "2026-01", months: 1, scale: 1,
		},
		"a refund among costs, and a line that almost adds up others": {
			text:  "x\t2026-01\t2026-02\nCosts\nTeam\t-100\t-100\nRent\t-50\t-60\nRefund\t20\t30\nOffice\t-130\t-128\n",
			want:  "out Team (heading): -100 -100\nout Rent (heading): -50 -60\nin Refund (sign): 20 30\nout Office (heading): -130 -128\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a balance that nothing calls one": {
			text:  "Monat;Abos;Miete;Kontostand\n31.01.2026;1.000,00;-300,00;10.000,00\n28.02.2026;1.100,00;-300,00;10.800,00\n31.03.2026;1.210,00;-300,00;11.710,00\n",
			want:  "in Abos (sign): 1k 1100 1210\nout Miete (sign): -300 -300 -300\nfirst Kontostand (ending): 10k 10800 11710\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"balances of first days": {
			text:  "date\tbalance\n2026-01-01\t500\n2026-02-01\t480\n2026-03-01\t470\n",
			want:  "start balance (balance): 500 480 470\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"a bank's export, the newest first": {
			text: "Date;Text;Amount;Balance\n03/02/2026;Rent 0226;-500,00;1.300,00\n31/01/2026;ACME Inv 7;1.000,00;1.800,00\n15/01/2026;Payroll;-2.200,50;800,00\n" +
				"02/01/2026;Rent 0126;-500,00;3.000,50\n01/01/2026;ACME Inv 6;1.000,00;3.500,50\n",
			want: "start Balance (column): 2500.5 1800\nout Payroll (sign): -2200.5 ?\nin ACME Inv (sign): 2k ?\nout Rent (sign): -500 ?\n",
			// February ends too early to be a whole month, so what moved in it is not known.
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"several rows of a day, the newest first": {
			text:  "Date,Text,Balance\n2026-02-27,c,30\n2026-02-01,b,20\n2026-01-31,a,15\n2026-01-31,a,12\n2026-01-02,z,10\n",
			want:  "start Balance (column): ? 15\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a year that first appears after some months": {
			text:  "x\tNov\tDec\tJan 2026\tFeb 2026\nSales\t1\t2\t3\t4\n",
			want:  "in Sales (name): 1 2 3 4\n",
			first: "2025-11", last: "2026-02", months: 1, scale: 1,
		},
		"a year that first appears in a title and after some months": {
			text:  "Plan 2026\nx\tNov\tDec\tJan 2026\tFeb\nSales\t1\t2\t3\t4\n",
			want:  "in Sales (name): 1 2 3 4\n",
			first: "2025-11", last: "2026-02", months: 1, scale: 1,
		},
		"a year above the first of its months": {
			text:  "Plan 2026\n\t\t\t2026\nx\tNov\tDec\tJan\tFeb\nSales\t1\t2\t3\t4\n",
			want:  "in Sales (name): 1 2 3 4\n",
			first: "2025-11", last: "2026-02", months: 1, scale: 1,
		},
		"a year in the middle above its months": {
			text:  "\t\t2026\nx\tJan\tFeb\tMar\nSales\t1\t2\t3\n",
			want:  "in Sales (name): 1 2 3\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"colons that are no clock's": {
			text:  "x\tActual: Jan 2026\tBudget: Feb 2026\tMar 2026: forecast\t2026-04-01 00:00:00\nSales\t1\t2\t3\t4\n",
			want:  "in Sales (name): 1 2 3 4\n",
			first: "2026-01", last: "2026-04", months: 1, scale: 1,
		},
		"balances as months start, and a line that is none": {
			text:  "x\tJan 26\tFeb 26\tMar 26\nSolde en banque début\t900\t850\t700\nCash at start of month\t9\t8\t7\nSolde fin\t850\t700\t640\nDébut\t5\t5\t5\nLoyer début de mois\t3\t3\t3\n",
			want:  "first Solde en banque début (opening): 900 850 700\nfirst Cash at start of month (opening): 9 8 7\n- Solde fin (planned): 850 700 640\n? Début (nothing): 5 5 5\nout Loyer début de mois (name): 3 3 3\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"balances in two currencies": {
			text:  "x\tJan 26\tFeb 26\nBank balance A\t€900\t€850\nBank balance B\t€90\t€80\nBank balance C\t$9\t$8\n",
			want:  "end Bank balance A (balance) EUR: 900 850\nend Bank balance B (balance) EUR: 90 80\n- Bank balance C (currency) USD: 9 8\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with credits and debits": {
			text:  "Date,Text,Amount,Balance\n2026-01-01,Shop,\"1,234.00 CR\",\"5,234.00 CR\"\n2026-01-31,Rent,500.00 DR,\"4,734.00Cr\"\n2026-02-27,Loan,\"9,734.00 Dr.\",\"5,000.00 DR\"\n2026-03-30,Shop,6000 cr,1000 cr\n",
			want:  "start Balance (column): 4k 4734 -5k\nout Loan (sign): 0 -9734 0\nin Shop (sign): 1234 0 6k\nout Rent (sign): -500 0 0\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"a bank's export with a column of signs": {
			text:  "Date,Text,Type,Amount,Balance\n2026-01-01,Shop,CR,\"1,234.00\",\"5,234.00\"\n2026-01-31,Rent,DR,500.00,\"4,734.00\"\n2026-02-27,Loan,dr.,\"2,734.00\",\"2,000.00\"\n2026-03-30,Shop,Cr,6000,8000\n",
			want:  "start Balance (column): 4k 4734 2k\nin Shop (sign): 1234 0 6k\nout Loan (sign): 0 -2734 0\nout Rent (sign): -500 0 0\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"a bank's export with signs behind amounts and balances": {
			text:  "Buchung;Text;Betrag;S/H;Saldo;S/H\n01.01.2026;Shop;1.234,00;H;5.234,00;H\n31.01.2026;Miete;500,00;S;4.734,00;H\n27.02.2026;Kredit;9.734,00;S;5.000,00;S\n30.03.2026;Shop;6000,00;H;1000,00;H\n",
			want:  "start Saldo (column): 4k 4734 -5k\nout Kredit (sign): 0 -9734 0\nin Shop (sign): 1234 0 6k\nout Miete (sign): -500 0 0\n",
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
		"a bank's export with a currency and a column of signs": {
			text:  "Date,Text,D/C,Amount,Currency\n2026-01-02,Shop,C,300,EUR\n2026-01-31,Rent,D,100,EUR\n2026-02-28,Rent,D,100,EUR\n",
			want:  "in Shop (sign) EUR: 300 0\nout Rent (sign) EUR: -100 -100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with words for signs": {
			text:  "Date\tLibellé\tMontant\tSens\n2026-01-02\tVente\t300\tCrédit\n2026-01-31\tLoyer\t100\tDébit\n2026-02-28\tVente\t50\tCrédit\n2026-02-28\tLoyer\t100\t\n",
			want:  "in Vente (sign): 300 50\nout Loyer (sign): -100 0\nin Loyer (sign): 0 100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with a column of plus and minus": {
			text:  "Date,Text,+/-,Amount\n2026-01-02,Shop,+,300\n2026-01-31,Rent,-,100\n2026-02-28,Rent,-,100\n",
			want:  "in Shop (sign): 300 0\nout Rent (sign): -100 -100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with nothing but minus signs": {
			text:  "Date,Text,(+/-),Amount\n2026-01-02,Rent,-,300\n2026-01-31,Rent,-,100\n2026-02-28,Rent,-,100\n",
			want:  "out Rent (sign): -400 -100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with signs, and a dash for none": {
			text:  "Date,Text,Type,Amount\n2026-01-02,Opening,-,300\n2026-01-31,Rent,DR,100\n2026-02-28,Shop,CR,100\n",
			want:  "in Opening (sign): 300 0\nout Rent (sign): -100 0\nin Shop (sign): 0 100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with dashes for no amount and no reference": {
			text:  "Date,Description,Paid out,Paid in,Balance,Reference\n2026-01-02,Shop,-,300,300,-\n2026-01-31,Shop,-,150,450,-\n2026-02-28,Shop,-,100,550,-\n",
			want:  "start Balance (column): ? 450\nin Shop (sign): 450 100\n",
			first: "2026-01", last: "2026-02", months: 1, scale: 1,
		},
		"a bank's export with two columns": {
			text: "Date,Description,Paid out,Paid in,Balance\n2026-01-30,Shop,,300.00,300.00\n2026-02-02,Rent,100.00,,200.00\n2026-02-27,Shop,,50.00,250.00\n2026-03-30,Rent,100.00,,150.00\n",
			want: "start Balance (column): ? 300 250\nout Rent (sign): ? -100 -100\nin Shop (sign): ? 50 0\n",
			// Two rows of February; January begins on the 30th.
			first: "2026-01", last: "2026-03", months: 1, scale: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			table := readTable(c.text)
			assert.Equal(t, c.want, understood(table))
			require.NotEmpty(t, table.Periods)
			assert.Equal(t, c.first, table.Periods[0].String())
			assert.Equal(t, c.last, table.Periods[len(table.Periods)-1].String())
			assert.Equal(t, c.months, table.Months)
			assert.Equal(t, c.scale, table.Scale)
		})
	}
}

// What is no table gets a clear word.
func TestNoTables(t *testing.T) {
	for text, want := range map[string]calc.Problem{
		"":                   calc.NoTable,
		"hello":              calc.NoTable,
		"a,b\n1,2\n":         calc.NoMonths,
		"\tJan 26\tFeb 26\n": calc.NoAmounts,
		strings.Repeat("2026-01-01,x,5\n", calc.MaxRows+1): calc.TableTooLong,
		strings.Repeat("x", calc.MaxTable+1):               calc.TableTooLarge,
	} {
		assert.Equal(t, want, readTable(text).Problem, "%.20q", text)
	}
}

func TestOpenMarksAndDates(t *testing.T) {
	table := readTable("\tJan 26\tFeb 26\nSales\t1,234\t1,300\n")
	assert.True(t, table.IsOpenMark)
	assert.Equal(t, 1234., table.Series[0].Values[0])
	table = calc.ReadTable("\tJan 26\tFeb 26\nSales\t1,234\t1,300\n", recognisers, '.', "", calc.TableChoices{Decimal: ',', Scale: 1e6})
	assert.Equal(t, 1.234e6, table.Series[0].Values[0])

	// Three such numbers are thousands, also where the caller's mark is the other.
	for text, want := range map[string]float64{"1,234\t2,345\t3,456": 1234, "1,234\t2,345\t30,5": 1.234} {
		table = calc.ReadTable("\tJan 26\tFeb 26\tMar 26\nSales\t"+text+"\n", recognisers, ',', "", calc.TableChoices{})
		assert.Equal(t, want == 1234, table.IsOpenMark)
		assert.Equal(t, want, table.Series[0].Values[0], text)
	}

	// Fewer, which the caller's mark would make three decimals of, are left to choose.
	text := "\tJan 26\tFeb 26\tMar 26\nSales\t€ 470.000\t€ 470.000\t€ 470\n"
	table = readTable(text)
	assert.True(t, table.IsOpenMark)
	assert.Equal(t, []string{"€ 470.000", "€ 470.000"}, table.Series[0].Unread)
	table = calc.ReadTable(text, recognisers, '.', "", calc.TableChoices{Decimal: ','})
	assert.Equal(t, []float64{470e3, 470e3, 470}, table.Series[0].Values)

	const ledger = "Date,Text,Amount\n01/02/2026,A,5\n01/02/2026,A,5\n02/03/2026,A,5\n05/05/2026,A,5\n"
	table = readTable(ledger)
	assert.True(t, table.IsOpen)
	assert.Equal(t, "2026-02", table.Periods[0].String())
	table = calc.ReadTable(ledger, recognisers, '.', "", calc.TableChoices{MonthFirst: true})
	assert.Equal(t, "2026-01", table.Periods[0].String())
}

// Thousands of rows are read while somebody waits: the time grows as the rows do, and not as their
// square, which of four times the rows would make sixteen times the time.
func TestLargeTable(t *testing.T) {
	lines := func(rows int) string {
		var text strings.Builder
		text.WriteString("Item")
		for m := range 12 {
			fmt.Fprintf(&text, "\t2026-%02d", m+1)
		}
		for n := range rows {
			fmt.Fprintf(&text, "\nAccount %d", n)
			for m := range 12 {
				fmt.Fprintf(&text, "\t%d", n*7%97+m)
			}
		}
		return text.String()
	}
	ledger := func(rows int) string {
		var text strings.Builder
		text.WriteString("Date,Text,Amount,Balance")
		balance := 1e6
		for n := range rows {
			v := float64(n*31%211) - 105.5
			balance += v
			day := n * 180 / rows
			fmt.Fprintf(&text, "\n2026-%02d-%02d,Card %d payee %c,%.2f,%.2f", day/15+1, day%15+1, n, 'a'+n%26, v, balance)
		}
		return text.String()
	}
	for name, table := range map[string]func(rows int) string{"lines": lines, "ledger": ledger} {
		least := [2]time.Duration{math.MaxInt64, math.MaxInt64}
		for range 3 {
			for i, rows := range []int{(calc.MaxRows - 1) / 4, calc.MaxRows - 1} {
				text := table(rows)
				begun := time.Now()
				table := readTable(text)
				least[i] = min(least[i], time.Since(begun))
				assert.Empty(t, table.Problem)
				assert.Len(t, table.Periods, 12)
			}
		}
		growth := float64(least[1]) / float64(least[0])
		t.Logf("%s: four times the rows take %.1f times as long", name, growth)
		assert.Less(t, growth, 10.0, name)
	}
}
