/* The counter by keyboard. form[data-enter-lanjut]: Enter goes to the next field (Ctrl+Enter sends).
   [data-pintas="s"]: Alt+S presses it. [data-centang="syarat"]: ticks every box of that name, or none when all are ticked. */
document.addEventListener("keydown", function (e) {
  if (e.altKey && !e.ctrlKey) {
    var p = document.querySelector('[data-pintas="' + e.key.toLowerCase().replace(/\W/g, "") + '"]');
    if (p) { e.preventDefault(); p.click(); }
  }
  var f = e.target.form;
  if (e.key !== "Enter" || e.ctrlKey || e.metaKey || e.defaultPrevented || !f || !f.hasAttribute("data-enter-lanjut") || !/^(INPUT|SELECT)$/.test(e.target.tagName)) return;
  e.preventDefault();
  var u = [].filter.call(f.elements, function (x) { return x.tabIndex >= 0 && x.type !== "hidden" && x.offsetParent; });
  var berikut = u[u.indexOf(e.target) + 1];
  if (berikut) berikut.focus();
});
document.addEventListener("click", function (e) {
  var b = e.target.closest("[data-centang]");
  if (!b) return;
  var kotak = [].slice.call(b.form.querySelectorAll('input[type=checkbox][name="' + b.dataset.centang + '"]'));
  var semua = kotak.every(function (k) { return k.checked; });
  kotak.forEach(function (k) { k.checked = !semua; });
  if (kotak[0]) kotak[0].focus();
});
