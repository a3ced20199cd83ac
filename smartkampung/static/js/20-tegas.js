/* data-tegas="Terbitkan surat nomor …?": ask once, by naming it, before what cannot be undone. */
document.addEventListener("submit", function (e) {
  var f = e.target, b = e.submitter, tanya = (b && b.dataset.tegas) || f.dataset.tegas;
  if (!tanya || f.dataset.tegasYa) { delete f.dataset.tegasYa; return; }
  e.preventDefault();
  var lanjut = function () {
    f.dataset.tegasYa = "1";
    if (f.requestSubmit) f.requestSubmit(b || undefined); else f.submit();
  };
  if (!window.HTMLDialogElement) { if (confirm(tanya)) lanjut(); return; }
  bukaDialog(tanya, null, [
    [(b && b.textContent.trim()) || teksRupa.lanjut, "utama" + (b && b.classList.contains("bahaya") ? " bahaya" : ""), lanjut],
    [teksRupa.batal],
  ]);
}, true);
