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

for (const [where, module] of parts) {
  if (document.querySelector(where)) import(module);
}
