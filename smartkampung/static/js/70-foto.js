/* data-foto="1600": make a photo no larger than that many pixels before it is sent, to spare the line. */
function ukuran(n) { return n > 1e6 ? (n / 1e6).toFixed(1).replace(".", ",") + " MB" : Math.round(n / 1e3) + " KB"; }
document.addEventListener("change", function (e) {
  var m = e.target, asal = m.files && m.files[0];
  if (!m.dataset || !("foto" in m.dataset) || !asal || !/^image\/(jpeg|png|webp)$/.test(asal.type) || !window.createImageBitmap || !window.DataTransfer) return;
  createImageBitmap(asal, { imageOrientation: "from-image" }).then(function (g) {
    var s = Math.min(1, (+m.dataset.foto || 1600) / Math.max(g.width, g.height)), k = document.createElement("canvas");
    k.width = Math.round(g.width * s);
    k.height = Math.round(g.height * s);
    var lukis = k.getContext("2d");
    lukis.fillStyle = "#fff";
    lukis.fillRect(0, 0, k.width, k.height);
    lukis.drawImage(g, 0, 0, k.width, k.height);
    k.toBlob(function (b) {
      if (!b || b.size >= asal.size || m.files[0] !== asal) return;
      var t = new DataTransfer();
      t.items.add(new File([b], asal.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
      m.files = t.files;
      var lama = m.parentNode.querySelector(".kecilan"), p = buatUnsur("p", "bantuan kecilan", teksRupa.foto.replace("{a}", ukuran(asal.size)).replace("{b}", ukuran(b.size)));
      p.setAttribute("role", "status");
      if (lama) lama.remove();
      m.after(p);
    }, "image/jpeg", 0.82);
  }).catch(function () {});
});
