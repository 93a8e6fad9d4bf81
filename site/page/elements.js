// The elements that most of the page's scripts use.
export const root = document.documentElement
export const main = document.getElementById('main')
