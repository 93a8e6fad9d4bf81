// Some mail programs write the # of an address as %23, and so make a path of its figures.
if (/%(25)*23/.test(location.pathname)) location.replace(location.href.replace(/%(25)*23/, '#'))
