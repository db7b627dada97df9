const head =
  '<meta charset="utf-8"><title>Pipes</title><link rel="icon" href="data:,">' +
  '<script src="//EDGE/campaign.js" async></script>';

/** A long page of a shop: eight texts a card, and on every 25th card the number, three times. */
export function longPage(texts: number): string {
  const cards = Array.from({ length: texts / 8 }, (_, i) => {
    const phone =
      i % 25 === 0
        ? '<a href="tel:+12125550100" title="Call 212-555-0100">(212) <b>555</b>-0100</a>'
        : `<a href="/item/${i}">Item <b>${1000 + i}</b> in stock</a>`;
    return (
      `<article class="card" id="card-${i}"><header><h3>Copper pipe, ${i} mm</h3>` +
      `<span class="price">$${i}.${10 + (i % 90)}</span></header>` +
      `<p>Delivered in ${i % 9} days, <em>rated</em> 4.${i % 10} by ${i * 7} plumbers.</p>` +
      `<footer>${phone}</footer></article>`
    );
  });
  const main = `<main>${cards.join("")}</main>`;
  return `<!doctype html><html><head>${head}</head><body>${main}</body></html>`;
}

/** A page on which much stands behind and below its numbers, and would move with them. */
export const movingPage = `<!doctype html><html><head>${head}<style>
  header, footer { display: flex; gap: 1em; justify-content: space-between; }
  .narrow { width: 8em; }
</style></head><body>
<header><b>Shop</b><a href="tel:2125550100">(212) 555-0100</a><i>Open 24/7</i></header>
<h1>Call 212-555-0100 now, <small>or tomorrow</small></h1>
<p class="narrow">Call +1 212 555 0100 or come to our shop. <b>212</b>-555-<b>0100</b> it is.</p>
<ul><li>2125550100 <em>day</em></li><li>212.555.0100 <em>night</em></li></ul>
<footer><span>212</span><span>555</span><span>0100</span><span>© Shop</span></footer>
</body></html>`;
