// Boots behaviours: every element with data-module="<name>" gets modules/<name>.js, whose mount(element) enhances HTML that already works.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    import(`./modules/${name}.js`).then((module) => module.mount(element)).catch((error) => console.error(name, error));
  }
}
