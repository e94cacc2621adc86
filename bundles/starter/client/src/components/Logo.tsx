/** The favicon's drawing, inline so that it is there with the first paint. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
      <defs>
        <linearGradient id="logo" x1="0" y1="0" x2="1" y2="1">
          <stop stopColor="#6366f1" />
          <stop offset="1" stopColor="#4338ca" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="9" fill="url(#logo)" />
      <path d="M8 22.5V17M13.3 22.5V13M18.7 22.5v-7M24 22.5v-13" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
