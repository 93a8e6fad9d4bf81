(function (root) {
  // What an embedder chooses in the address stands before anything is drawn, so that nothing moves.
  // A browser that knows none of this shows the card.
  var wishes = new URLSearchParams(location.search), size = wishes.get('size'), font = wishes.get('font')
  var shown = size === 'whole' ? PARTS : size === 'sentence' ? [] : ['levers', 'picture']
  ;(wishes.get('parts') || '').split(/[\s,]+/).forEach(function (part) {
    if (part[0] === '-') shown = shown.filter(function (other) { return '-' + other !== part })
    else if (part) shown = shown.concat(part)
  })
  root.setAttribute('data-parts', shown.join(' '))
  // Where no figure can be changed nobody reaches for one, so that no calculator comes for it.
  if (shown.every(function (part) { return part === 'picture' })) {
    ['pointerover', 'focusin'].forEach(function (type) {
      addEventListener(type, function (event) { event.stopImmediatePropagation() }, true)
    })
  }
  if (wishes.get('ground') === 'transparent') root.setAttribute('data-ground', 'transparent')
  // Names of fonts alone: nothing is loaded. host.js puts the article's own in place of host.
  if (font && font !== 'host' && /^[\w\u00a0-\uffff\s,.'"-]+$/.test(font) && CSS.supports('font-family', font)) root.style.setProperty('--font', font)
})(document.documentElement)
