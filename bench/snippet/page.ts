/** A long page of a shop: 5,000 texts, a hundred of which show or link the number. */
export function longPage(texts: number): string {
  const cards: string[] = [];
  // Eight texts a card.
  for (let i = 0; i < texts / 8; i++) {
    const phone =
      i % 25 === 0
        ? '<a href="tel:+12125550100" title="Call 212-555-0100">(212) <b>555</b>-0100</a>'
        : `<a href="/item/${i}">Item <b>${1000 + i}</b> in stock</a>`;
    cards.push(
      `<article class="card" id="card-${i}"><header><h3>Copper pipe, ${i} mm</h3>` +
        `<span class="price">$${i}.${10 + (i % 90)}</span></header>` +
        `<p>Delivered in ${i % 9} days, <em>rated</em> 4.${i % 10} by ${i * 7} plumbers.</p>` +
        `<footer>${phone}</footer></article>`,
    );
  }
  const script = '<script src="//EDGE/campaign.js" async></script>';
  const head = `<meta charset="utf-8"><title>Pipes</title><link rel="icon" href="data:,">${script}`;
  return `<!doctype html><html><head>${head}</head><body><main>${cards.join("")}</main></body></html>`;
}
