// Applies the stored theme before the first paint; a classic script, because modules run after it.
(function () {
  try {
    var theme = localStorage.getItem('indepth-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (error) {
    // Storage is denied: the system's theme stands.
    void error;
  }
})();
