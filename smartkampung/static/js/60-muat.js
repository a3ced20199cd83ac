/* data-muat-ulang="5": fetch this page again every n seconds and swap the element with the same id.
   Stops when the new element no longer carries the attribute, and follows when the page leads elsewhere (long work
   that is done leads to its result); data-muat-selesai on the element means: go to that address. */
function jadwalkan(id, detik) {
  setTimeout(function () {
    var kini = document.getElementById(id);
    if (!kini) return;
    if (document.hidden || kini.contains(document.activeElement)) { jadwalkan(id, detik); return; }
    fetch(kini.dataset.muatUrl || location.href, { headers: { Accept: "text/html" } })
      .then(function (r) {
        if (r.ok && r.redirected) { location.href = r.url; return; }
        return r.ok ? r.text() : Promise.reject(r);
      })
      .then(function (html) {
        if (html === undefined) return;
        var baru = new DOMParser().parseFromString(html, "text/html").getElementById(id);
        if (!baru) return;
        if (baru.dataset.muatSelesai) { location.href = baru.dataset.muatSelesai; return; }
        if (baru.innerHTML !== kini.innerHTML) kini.replaceWith(document.adoptNode(baru));
        if (baru.dataset.muatUlang) jadwalkan(id, +baru.dataset.muatUlang);
      })
      .catch(function () { jadwalkan(id, Math.min(detik * 2, 60)); });
  }, Math.max(detik, 1) * 1000);
}
document.querySelectorAll("[data-muat-ulang][id]").forEach(function (u) { jadwalkan(u.id, +u.dataset.muatUlang || 5); });
