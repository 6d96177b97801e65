// The page works without this. It only shows the total of what is chosen, fills in the rest of a place while it is typed,
// and keeps a double tap from sending twice.
(function () {
  "use strict";
  var form = document.getElementById("checkout");
  if (!form) return;
  document.documentElement.classList.add("scripted");
  var table = JSON.parse(form.dataset.sums);

  function chosen(name) {
    return form.querySelector('input[name="' + name + '"]:checked');
  }
  function show(name, text) {
    form.querySelectorAll('[data-sum="' + name + '"]').forEach(function (place) { place.textContent = text; });
  }
  function add_up() {
    var way = chosen("shipping_method"), pay = chosen("payment_method");
    if (!way) return;
    var code = form.elements.postal_code.value.trim();
    var far = code !== "" && (way.dataset.remote || "").split(" ").indexOf(code) > -1;
    var sums = table[way.value + "|" + (pay ? pay.value : "") + "|" + (far ? "far" : "")];
    if (!sums) return;
    show("discount", sums.discount);
    show("shipping", sums.shipping);
    show("fee", sums.fee);
    show("total", sums.total);
    form.querySelector('[data-row="fee"]').hidden = !sums.fee;
    form.querySelector('[data-row="discount"]').hidden = !sums.discount;
  }

  // A quantity was typed and the sums are not its own: the big button shows them first, and confirms after that.
  var confirm = document.getElementById("confirm"), label = confirm.querySelector("[data-else]");
  var update = form.querySelector(".update"), confirms = label.textContent;
  function needs_update() {
    return Array.prototype.some.call(form.querySelectorAll(".stepper input"), function (input) {
      return input.value !== input.defaultValue;
    });
  }
  function follow() {
    var needed = needs_update();
    update.classList.toggle("needed", needed);
    label.textContent = needed ? label.dataset.else : confirms;
    confirm.querySelector(".owed").hidden = needed;
    if (needed) confirm.setAttribute("formaction", update.getAttribute("formaction"));
    else confirm.removeAttribute("formaction");
  }

  // A place: from its postcode down or from its name up. What was typed is never changed, only what we filled in.
  var parts = ["subdistrict", "district", "province", "postal_code"];
  function places(group) {
    var prefix = group.dataset.place, asked = 0;
    function field(part) { return form.elements[prefix + part]; }
    function choose(spot) {
      parts.forEach(function (part) {
        field(part).value = spot[part];
        delete field(part).dataset.ours;
      });
      tell({ parts: spot, spots: [], strange: "" });
    }
    function tell(known) {
      parts.forEach(function (part) {
        if (!field(part).value && known.parts[part]) {
          field(part).value = known.parts[part];
          field(part).dataset.ours = "yes";
        }
      });
      group.querySelector("[data-strange]").hidden = !known.strange;
      group.querySelector("[data-choose]").hidden = !known.spots.length;
      group.querySelector("[data-choices]").replaceChildren.apply(
        group.querySelector("[data-choices]"), known.spots.map(button));
      add_up();
    }
    function button(spot) {
      var made = document.createElement("button"), more = document.createElement("span");
      made.type = "button";
      made.dataset.spot = JSON.stringify(spot);
      made.textContent = spot.subdistrict + " ";
      more.className = "quiet";
      more.textContent = [spot.district, spot.province, spot.postal_code].join(" ");
      made.appendChild(more);
      return made;
    }
    function ask(event) {
      if (parts.indexOf(event.target.name.slice(prefix.length)) < 0 || event.target.name.indexOf(prefix)) return;
      delete event.target.dataset.ours;
      parts.forEach(function (part) {
        if (field(part).dataset.ours) field(part).value = "";
        delete field(part).dataset.ours;
      });
      var typed = parts.map(function (part) { return part + "=" + encodeURIComponent(field(part).value); });
      var mine = ++asked;
      fetch("/places?" + typed.join("&") + "&lang=" + document.documentElement.lang).then(function (answer) { return answer.json(); }).then(function (known) {
        if (mine === asked) tell(known);
      }).catch(function () { /* the form is as good without */ });
    }
    group.addEventListener("change", ask);
    field("postal_code").addEventListener("input", function (event) {
      if (event.target.value.trim().length === 5) ask(event);
    });
    group.addEventListener("click", function (event) {
      var chosen = event.target.closest("[data-spot]");
      if (!chosen) return;
      event.preventDefault();
      choose(JSON.parse(chosen.dataset.spot));
    });
  }
  form.querySelectorAll("[data-place]").forEach(places);

  form.addEventListener("input", follow);
  form.addEventListener("change", add_up);
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    delete form.dataset.sent;
    add_up();
    follow();
  });
  var mistakes = document.getElementById("mistakes");
  if (mistakes) mistakes.focus();
})();
