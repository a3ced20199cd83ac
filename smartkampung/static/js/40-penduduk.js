/* data-pilih-penduduk="url": choose a resident by typing name or NIK. POST q, answer {hasil: [{id, nama, umur, dusun, kk}]}. */
document.querySelectorAll("[data-pilih-penduduk]").forEach(function (kotak, ke) {
  var url = kotak.dataset.pilihPenduduk, id = kotak.querySelector("[type=hidden]"), m = kotak.querySelector("[type=text]");
  if (!url || !id || !m) return;
  var ul = buatUnsur("ul"), suara = buatUnsur("p", "tersembunyi"), hasil = [], kini = -1, jeda, urut = 0;
  ul.id = "pilihan-" + ke;
  ul.hidden = true;
  ul.setAttribute("role", "listbox");
  ul.setAttribute("aria-label", m.placeholder);
  suara.setAttribute("role", "status");
  m.setAttribute("role", "combobox");
  m.setAttribute("aria-autocomplete", "list");
  m.setAttribute("aria-controls", ul.id);
  kotak.append(ul, suara);
  tutup();

  function ket(h) { return [h.umur != null && h.umur + " " + teksRupa.tahun, h.dusun, h.kk && "KK " + h.kk].filter(Boolean).join(" · "); }
  function tutup() { ul.hidden = true; kini = -1; m.setAttribute("aria-expanded", "false"); m.removeAttribute("aria-activedescendant"); }
  function sorot(i) {
    kini = (i + hasil.length) % hasil.length;
    [].forEach.call(ul.children, function (li, j) { li.setAttribute("aria-selected", j === kini); });
    ul.children[kini].scrollIntoView({ block: "nearest" });
    m.setAttribute("aria-activedescendant", ul.children[kini].id);
  }
  function pilih(i) {
    var h = hasil[i], lama = kotak.querySelector(".terpilih"), p = buatUnsur("p", "terpilih"), s = buatUnsur("span", "", "");
    id.value = h.id;
    m.value = h.nama;
    s.append(buatUnsur("b", "", h.nama), buatUnsur("small", "", ket(h)));
    p.append(s);
    if (lama) lama.remove();
    kotak.append(p);
    tutup();
    id.dispatchEvent(new Event("change", { bubbles: true }));
    var lanjut = m.form && [].filter.call(m.form.elements, function (e) { return e.tabIndex >= 0 && e.offsetParent; });
    if (lanjut && lanjut[lanjut.indexOf(m) + 1]) lanjut[lanjut.indexOf(m) + 1].focus();
  }
  function tampil(data) {
    hasil = data.hasil || [];
    ul.textContent = "";
    hasil.forEach(function (h, i) {
      var li = buatUnsur("li");
      li.id = ul.id + "-" + i;
      li.setAttribute("role", "option");
      li.append(buatUnsur("b", "", h.nama), buatUnsur("small", "", ket(h)));
      li.onmousedown = function (e) { e.preventDefault(); pilih(i); };
      ul.append(li);
    });
    suara.textContent = hasil.length ? teksRupa.hasil.replace("{n}", hasil.length) : teksRupa.nihil;
    suara.className = hasil.length ? "tersembunyi" : "bantuan";
    if (!hasil.length) { tutup(); return; }
    ul.hidden = false;
    m.setAttribute("aria-expanded", "true");
    sorot(0);
  }
  function cari(langsung) {
    clearTimeout(jeda);
    var q = m.value.trim(), giliran = ++urut, token = document.querySelector("[name=csrf_token]");
    if (q.length < 2) { tutup(); return; }
    fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token ? token.value : "" },
      body: new URLSearchParams({ q: q }),
    }).then(function (r) { return r.ok ? r.json() : Promise.reject(r); })
      .then(function (d) { if (giliran === urut) { tampil(d); if (langsung && hasil.length === 1) pilih(0); } })
      .catch(function () { if (giliran === urut) { tutup(); suara.className = "bantuan"; suara.textContent = teksRupa.gagal; } });
  }
  m.addEventListener("input", function () {
    id.value = "";
    var lama = kotak.querySelector(".terpilih");
    if (lama) lama.remove();
    clearTimeout(jeda);
    jeda = setTimeout(function () { cari(); }, 220);
  });
  m.addEventListener("keydown", function (e) {
    if (e.key === "ArrowDown" && ul.hidden) cari();
    if (ul.hidden) { if (e.key === "Enter" && m.value && !id.value) { e.preventDefault(); cari(true); } return; }  // a scanned card ends with Enter
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); sorot(kini + (e.key === "ArrowDown" ? 1 : -1)); }
    if (e.key === "Enter" && !e.ctrlKey) { e.preventDefault(); pilih(kini); }
    if (e.key === "Escape") tutup();
  });
  m.addEventListener("blur", tutup);
});
