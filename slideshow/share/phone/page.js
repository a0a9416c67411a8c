(function () {
  'use strict';
  var agent = navigator.userAgent;
  var apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
  document.getElementById(apple ? 'android' : 'iphone').hidden = true;
  if (!apple && !/Android/.test(agent)) document.getElementById('android').hidden = true;

  var button = document.getElementById('copy');
  if (!button) return;
  var box = document.getElementById('text');
  var words = button.textContent;
  box.style.height = box.scrollHeight + 2 + 'px';

  // Over plain http a page has no clipboard of its own: what is chosen in a text box can still be copied.
  function copyChosen() {
    box.focus({ preventScroll: true });
    box.setSelectionRange(0, box.value.length);
    try {
      return document.execCommand('copy');
    } catch (fault) {
      return false;
    }
  }
  function tell(done) {
    button.textContent = done ? 'Copied' : 'Hold the text to copy it';
    setTimeout(function () { button.textContent = words; }, 2500);
  }
  button.addEventListener('click', function () {
    if (window.isSecureContext && navigator.clipboard) {
      navigator.clipboard.writeText(box.value).then(
        function () { tell(true); },
        function () { tell(copyChosen()); }
      );
    } else {
      tell(copyChosen());
    }
  });
})();
