(function (root) {
  // What is on the page is not of the link, if it has figures of its own.
  var isOfLink = RegExp(root.dataset.keys).test(location.hash.slice(1))
  if (isOfLink) root.setAttribute('data-waiting', '')
  // Ask for the calculator before the page's own script has come, where it is needed at once or a round
  // trip is long. Where it is short, the calculator would come before the first paint, and delay it.
  // Chromium tells how long it is. WebKit does not, and would fetch the calculator twice.
  var network = navigator.connection
  var isEarly = network && (isOfLink || network.rtt >= 100 && !root.hasAttribute('data-embed'))
  if (isEarly && root.dataset.calculator) {
    document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', fetchPriority: 'low', href: root.dataset.calculator }))
  }
  // Until they are computed, and where they cannot be, the link's title and sources stand there.
  document.addEventListener('DOMContentLoaded', function () {
    if (!isOfLink) return
    var asked = document.querySelector('.asked'), addresses = []
    location.hash.slice(1).split('&').forEach(function (pair) {
      var key = pair.split('=')[0], text = pair.slice(key.length + 1).replace(/\+/g, ' ')
      try { text = decodeURIComponent(text) } catch (e) {}
      if (key === 'title') asked.querySelector('p').textContent = text
      var host = /^(src\.|article$)/.test(key) && /^https?:\/\/([^\/?#@]+)(?=[\/?#]|$)/.exec(text)
      if (!host || addresses.indexOf(text) >= 0) return
      addresses.push(text)
      var link = document.createElement('a')
      link.href = text
      link.rel = 'noopener nofollow ugc'
      link.target = '_blank'
      link.textContent = host[1]
      asked.querySelector('ul').appendChild(document.createElement('li')).appendChild(link)
    })
  })
  // The page's own script has run by then, or it never will.
  addEventListener('load', function () {
    if (root.hasAttribute('data-live')) return
    root.setAttribute('data-error', 'script')
    var fields = document.querySelectorAll('main input, main select, main button, main textarea')
    for (var i = 0; i < fields.length; i++) fields[i].disabled = true
  })
})(document.documentElement)
