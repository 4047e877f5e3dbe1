/** Tells the host how much room the page needs; some hosts give a page its height by this alone. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns a function that ends the reports */
export function reportSize(view: Window & typeof globalThis, report: (size: Size) => void): () => void {
  const page = view.document.documentElement;
  let last: Size | undefined;
  const observer = new view.ResizeObserver(() => {
    const size = { width: view.innerWidth, height: Math.ceil(page.getBoundingClientRect().height) };
    if (size.width !== last?.width || size.height !== last.height) {
      last = size;
      report(size);
    }
  });
  observer.observe(page);
  return () => observer.disconnect();
}
