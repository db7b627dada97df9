/**
 * What the well-known crawlers call themselves (R30); the server knows many more. There is a phone
 * whose name ends in "bot", and automated tests are to see what visitors see.
 */
export const isCrawler = /[^u]bot\b|crawler|spider|slurp|lighthouse|externalhit/i.test(
  navigator.userAgent,
);
