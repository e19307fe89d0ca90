// Adds to a page what only scripts can do. Every page is complete without it.
const parts = [
  ["[data-chart=map] svg", "./map.js"],
  ["[data-chart=timeline] svg", "./timeline.js"],
  ["main table thead", "./sorting.js"],
  ["main pre", "./copying.js"],
  ["[data-network]", "./network.js"],
  ["[data-compare]", "./comparing.js"],
  ["[data-editor]", "./editor.js"],
  ["script[data-names]", "./naming.js"],
];

const asked = parts.filter(([where]) => document.querySelector(where)).map(([, module]) => import(module));
// For who must wait until the page is as it will be, such as a test.
Promise.allSettled(asked).then(() => (document.documentElement.dataset.live = ""));
