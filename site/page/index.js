// A link with figures that was made where the calculator itself stood at this address, or by
// hand, goes on to a page that has one.
(function (root) {
  var figures = RegExp(root.dataset.keys).test(location.hash.slice(1))
  if (figures) location.replace(root.dataset.page + location.search + location.hash)
})(document.documentElement)
