/*
 * Runs before anything else on the page, so it is plain, small and free of newer syntax.
 *
 * 1. Takes the reply of Login with Amazon out of the address and the history, before another byte is fetched.
 * 2. Sets the chosen theme before the first paint.
 * 3. Says so where the browser is too old, blocks storage, or fails to load the application.
 * 4. Once the application runs, lets sw.js keep its files, so that it opens without a network.
 *
 * The panels it reveals are static markup in index.html. It waits for events only, never for a time: a slow network is
 * not a failure.
 */
(function () {
  "use strict";

  var root = document.documentElement;
  var REPLY_KEY = "skillscope.oauth.reply"; // src/auth reads this once and removes it
  var THEME_KEY = "skillscope.theme"; // "light" or "dark"; anything else follows the system

  /** Reveals a static panel, now or as soon as the markup has been read. */
  function reveal(id) {
    function show() {
      var panel = document.getElementById(id);
      if (panel) panel.hidden = false;
    }
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  }

  /** Whether a query or fragment, without its first character, has one of the keys. */
  function has(text, keys) {
    return text.split("&").some(function (pair) {
      return keys.indexOf(pair.split("=")[0]) !== -1;
    });
  }

  function takeReply() {
    var atCallback = /\/callback\/?$/.test(location.pathname);
    var fragment = location.hash.slice(1);
    var query = location.search.slice(1);
    var fragmentIsReply = has(fragment, ["access_token", "error"]);
    var queryIsReply = atCallback && has(query, ["code", "state", "error"]);
    if (!fragmentIsReply && !queryIsReply) return;

    var reply = JSON.stringify({ fragment: fragmentIsReply ? fragment : "", query: queryIsReply ? query : "" });
    var bare = location.pathname + (queryIsReply || !query ? "" : "?" + query);
    try {
      history.replaceState(null, "", bare);
    } catch (refused) {
      location.replace(bare); // the browser limits how often the history may be written
    }
    try {
      sessionStorage.setItem(REPLY_KEY, reply);
    } catch (blocked) {
      reveal("storage-blocked");
    }
  }

  function setTheme() {
    var theme = null;
    try {
      theme = localStorage.getItem(THEME_KEY);
    } catch (blocked) {
      return; // the system's setting applies
    }
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  }

  function isTooOld() {
    return !(
      typeof WebAssembly === "object" &&
      typeof HTMLDialogElement === "function" &&
      typeof Promise === "function" &&
      window.CSS &&
      CSS.supports &&
      CSS.supports("color", "light-dark(#fff, #000)")
    );
  }

  takeReply();
  setTheme();

  try {
    sessionStorage.setItem("skillscope.probe", "1");
    sessionStorage.removeItem("skillscope.probe");
  } catch (blocked) {
    reveal("storage-blocked");
  }

  document.addEventListener("click", function (event) {
    var target = event.target;
    if (target && target.closest && target.closest("[data-reload]")) location.reload();
  });

  if (isTooOld()) {
    root.setAttribute("data-boot", "too-old"); // the loader looks at this and stays away
    reveal("too-old");
    return;
  }

  root.setAttribute("data-boot", "loading");

  /** What sw.js kept may be what is wrong: with a network, the next load fetches everything anew. */
  function forgetKept() {
    if (!window.caches || !navigator.onLine) return;
    caches
      .keys()
      .then(function (names) {
        names.forEach(function (name) {
          if (name.indexOf("skillscope-") === 0) caches.delete(name);
        });
      })
      .catch(function () {});
  }

  function failed() {
    if (root.getAttribute("data-boot") !== "loading") return;
    root.setAttribute("data-boot", "failed");
    forgetKept();
    var crash = document.getElementById("crash");
    if (!crash || crash.hidden) reveal("load-failure"); // a panic while starting has its own panel
  }

  // The loader's own word for a module or WebAssembly file that did not arrive, was altered, or did not start.
  window.addEventListener("skillscope:load-failed", failed);

  // Scripts and styles that do not arrive. Such events do not bubble, hence the capture.
  window.addEventListener(
    "error",
    function (event) {
      var element = event.target;
      if (!element || !element.tagName) return;
      var isScript = element.tagName === "SCRIPT";
      var isStyle = element.tagName === "LINK" && element.rel === "stylesheet";
      var source = element.src || element.href || "";
      if ((isScript || isStyle) && source.indexOf(location.origin + "/") === 0) failed();
    },
    true
  );

  /** Names the files that were loaded before the worker saw any: it keeps those whose names carry a hash. */
  function tellWorker(worker) {
    if (!worker) return;
    var paths = performance
      .getEntriesByType("resource")
      .map(function (entry) {
        return entry.name;
      })
      .filter(function (name) {
        return name.indexOf(location.origin + "/") === 0 && name.indexOf("?") === -1;
      })
      .map(function (name) {
        return name.slice(location.origin.length);
      });
    worker.postMessage({ keep: paths });
  }

  function keepForOffline() {
    if (!window.isSecureContext || !navigator.serviceWorker) return;
    var container = navigator.serviceWorker;
    // What is loaded until the worker has taken over is named once more then.
    container.addEventListener("controllerchange", function () {
      tellWorker(container.controller);
    });
    container.ready.then(function (registration) {
      tellWorker(registration.active);
    });
    // Refused, by the browser or a person's settings: the page works as it does without it.
    container.register("/sw.js", { updateViaCache: "none" }).catch(function () {});
  }

  // The application takes the loading state away itself, once it has read its configuration.
  window.addEventListener("TrunkApplicationStarted", function () {
    root.setAttribute("data-boot", "started");
    keepForOffline();
  });
})();
