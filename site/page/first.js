(function (root) {
  // What is on the page is not of the link, if it has figures of its own.
  if (RegExp(root.dataset.keys).test(location.hash.slice(1))) root.setAttribute('data-waiting', '')
  // The page's own script has run by then, or it never will.
  addEventListener('load', function () {
    if (root.hasAttribute('data-live')) return
    root.setAttribute('data-error', 'script')
    var fields = document.querySelectorAll('main input, main select, main button, main textarea')
    for (var i = 0; i < fields.length; i++) fields[i].disabled = true
  })
})(document.documentElement)
