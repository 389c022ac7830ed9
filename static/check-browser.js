/**
 * Runs before the app, in the oldest browsers too: keep it ES5, without anything newer than Internet
 * Explorer 9 has. It finds out why the app cannot run here and shows the matching block of app.html.
 * It never reads or wipes a sync link beyond showing it, and it sends nothing.
 */
(function () {
  var root = document.documentElement;
  var agent = navigator.userAgent;

  /** Chromium 92, Firefox 115, Safari 16.4: what all of them have and older ones lack. */
  function isBelowFloor() {
    return (
      typeof Promise === 'undefined' ||
      typeof BigInt === 'undefined' ||
      typeof WeakRef === 'undefined' ||
      typeof CompressionStream === 'undefined' ||
      typeof indexedDB === 'undefined' ||
      !('noModule' in document.createElement('script')) ||
      !Array.prototype.at ||
      !String.prototype.replaceAll
    );
  }

  /** The Trident core of dual-core browsers, and Internet Explorer itself. */
  function isIeCore() {
    return Boolean(document.documentMode) || /Trident\/|MSIE /.test(agent);
  }

  /** `http://` addresses other than this machine's, and files opened by a double click. */
  function isInsecure() {
    return location.protocol === 'file:' || window.isSecureContext === false;
  }

  function hasNoCrypto() {
    return !window.crypto || !window.crypto.subtle || !navigator.locks;
  }

  /**
   * What newer Chromiums brought, Chromium 92 is without and the app calls: Object.hasOwn (93, the hashes
   * behind the passphrase) and reportError (95, the root of the app).
   */
  function addStandIns() {
    if (!Object.hasOwn) {
      Object.hasOwn = function (object, key) {
        return Object.prototype.hasOwnProperty.call(object, key);
      };
    }
    if (!window.reportError) {
      window.reportError = function (error) {
        setTimeout(function () {
          throw error;
        }, 0);
      };
    }
  }

  function findReason() {
    if (isIeCore()) return 'ie-core';
    if (location.protocol === 'file:') return 'file';
    if (isInsecure()) return 'insecure';
    if (isBelowFloor() || hasNoCrypto()) return 'too-old';
    // A device that joins inside WeChat would live in WeChat's storage: the link belongs elsewhere.
    if (isWeChat && isJoinLink) return 'wechat-join';
    return '';
  }

  var isWeChat = /MicroMessenger/i.test(agent);
  var isJoinLink = location.hash.indexOf('#/join/') === 0;
  var reason = findReason();

  /**
   * Trusted Types: the app's policy asks for a policy behind every address that becomes a script or a
   * worker. This one lets files of our own origin pass and nothing else, and it makes no markup.
   */
  function guardScriptAddresses() {
    if (!window.trustedTypes) return;
    window.trustedTypes.createPolicy('default', {
      createScriptURL: function (address) {
        var own = new URL(address, location.href).origin === location.origin;
        return own ? address : null;
      }
    });
  }

  function show(id) {
    var block = document.getElementById(id);
    if (block) block.style.display = 'block';
  }

  function hide(id) {
    var block = document.getElementById(id);
    if (block) block.style.display = 'none';
  }

  function listen(id, handler) {
    var button = document.getElementById(id);
    if (!button) return;
    if (button.addEventListener) button.addEventListener('click', handler, false);
    else button.attachEvent('onclick', handler);
  }

  /** The whole address, for another browser: with the link's fragment, which is left where it is. */
  function showLink() {
    var field = document.getElementById('plain-link');
    if (!field) return;
    field.value = location.href;
    show('plain-link-block');
    listen('plain-copy', function () {
      var isCopied = false;
      field.focus();
      field.select();
      if (field.setSelectionRange) field.setSelectionRange(0, field.value.length);
      try {
        isCopied = document.execCommand('copy');
      } catch (error) {
        isCopied = false;
      }
      show(isCopied ? 'plain-copied' : 'plain-not-copied');
    });
  }

  addStandIns();
  guardScriptAddresses();
  if (reason) {
    root.className += ' is-plain';
    hide('app');
    show('plain');
    show('plain-' + reason);
    if (reason !== 'file') showLink();
  } else if (isWeChat) {
    show('plain-wechat');
    listen('plain-wechat-close', function () {
      hide('plain-wechat');
    });
  }
})();
