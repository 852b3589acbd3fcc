// Remembers the language that a reader chose, and takes them there next time.
(function () {
  var key = "nhipcau-language";
  var links = document.querySelectorAll("[data-language]");
  var chosen = null;
  try {
    chosen = localStorage.getItem(key);
  } catch (e) {
    return;
  }
  links.forEach(function (link) {
    link.addEventListener("click", function () {
      localStorage.setItem(key, link.dataset.language);
    });
    // a reader who comes back to choose again is not sent away
    if (link.dataset.language === chosen && document.referrer.indexOf(location.origin) !== 0) {
      location.replace(link.href);
    }
  });
})();
