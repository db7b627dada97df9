/** What browsers ask for unasked at /favicon.ico: a handset. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#14532d"/>
<path d="M9 7h4l2 6-3 2a12 12 0 0 0 5 5l2-3 6 2v4a2 2 0 0 1-2 2A16 16 0 0 1 7 9a2 2 0 0 1 2-2z"
 fill="#fff"/>
</svg>
`;
