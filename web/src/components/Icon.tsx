import type { ReactElement } from 'react';

/** Line drawings on a 20 × 20 grid, one per sign; drawn once by `Sprite`, used by `Icon`. */
const DRAWINGS = {
  logo: <path d="M3 5h14M7 10h10M11 15h6" />,
  send: <path d="M10 16V4.5M5 9l5-5 5 5" />,
  stop: <rect x="5.5" y="5.5" width="9" height="9" rx="1" />,
  left: <path d="M12 5l-5 5 5 5" />,
  right: <path d="M8 5l5 5-5 5" />,
  down: <path d="M5 8l5 5 5-5" />,
  close: <path d="M5 5l10 10M15 5L5 15" />,
  copy: (
    <>
      <rect x="7" y="7" width="9" height="9" rx="1.5" />
      <path d="M13 7V5.5A1.5 1.5 0 0 0 11.5 4h-6A1.5 1.5 0 0 0 4 5.500v6A1.5 1.5 0 0 0 5.5 13H7" />
    </>
  ),
  retry: <path d="M15.5 10a5.5 5.5 0 1 1-1.7-4M15.5 3.500V7H12" />,
  link: (
    <path d="M8.5 11.500l3-3M7 9.500L5.3 11.200a2.5 2.5 0 0 0 3.5 3.500L10.5 13M13 10.500l1.7-1.700a2.5 2.5 0 0 0-3.5-3.500L9.5 7" />
  ),
  page: <path d="M5.5 3.500h6l3 3v10h-9zM11.5 3.500v3h3M8 10h4M8 13h4" />,
  why: <path d="M4 16V9M10 16V4M16 16v-4" />,
  deeper: <path d="M4 5h12M7 9.500h9M10 14h6" />,
  edit: <path d="M4 16l.8-3.200L13 4.6 15.4 7 7.2 15.200z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  list: <path d="M4 5.500h12M4 10h12M4 14.500h8" />,
  keys: (
    <>
      <rect x="2.5" y="5.5" width="15" height="9" rx="1.5" />
      <path d="M5.5 8.500h.01M8.5 8.500h.01M11.5 8.500h.01M14.5 8.500h.01M7 11.500h6" />
    </>
  ),
  theme: (
    <>
      <circle cx="10" cy="10" r="6" />
      <path d="M10 4a6 6 0 0 1 0 12z" className="fill" />
    </>
  ),
  more: <path d="M5 10h.01M10 10h.01M15 10h.01" className="dots" />,
  offline: (
    <path d="M3 8.500a10 10 0 0 1 4-2.300M17 8.500a10 10 0 0 0-5.5-2.600M5.8 11.300a6 6 0 0 1 2.7-1.400M10 14.800h.01M3.5 3.500l13 13" />
  ),
  check: <path d="M4.5 10.500l3.5 3.5 7.5-8" />,
  filter: (
    <>
      <circle cx="9" cy="9" r="4.5" />
      <path d="M12.5 12.500L16.5 16.5" />
    </>
  ),
  notice: (
    <>
      <circle cx="10" cy="10" r="6.5" />
      <path d="M10 9v4.500M10 6.500h.01" />
    </>
  ),
  related: <path d="M3.5 7H14M11 4l3 3-3 3M16.5 13H6M9 10l-3 3 3 3" />,
  closest: <path d="M4 8c2-2.2 4-2.2 6 0s4 2.2 6 0M4 13c2-2.2 4-2.2 6 0s4 2.2 6 0" />,
  full: <circle cx="10" cy="10" r="5.5" className="fill" />,
  half: (
    <>
      <circle cx="10" cy="10" r="5.5" />
      <path d="M10 4.500a5.5 5.5 0 0 0 0 11z" className="fill" />
    </>
  ),
  empty: <circle cx="10" cy="10" r="5.5" />,
  speak: (
    <>
      <rect x="7.5" y="3" width="5" height="9" rx="2.5" />
      <path d="M5 9.5a5 5 0 0 0 10 0M10 14.500v2.5" />
    </>
  ),
  struck: (
    <>
      <circle cx="10" cy="10" r="5.5" />
      <path d="M6.2 13.800l7.6-7.6" />
    </>
  ),
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof DRAWINGS;

/** A sign that repeats what a word beside it says: hidden from assistive technology. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`.trim()} aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** The drawings and hatchings that the page refers to; rendered once. */
export function Sprite() {
  return (
    <svg className="sprite" aria-hidden="true" focusable="false">
      <defs>
        {Object.entries(DRAWINGS).map(([name, drawing]) => (
          <symbol key={name} id={`i-${name}`} viewBox="0 0 20 20">
            {drawing}
          </symbol>
        ))}
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="hatch-ground" width="5" height="5" />
          <rect className="hatch-line" width="2.2" height="5" />
        </pattern>
        <pattern
          id="hatch-quiet"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="hatch-quiet-line" width="1" height="6" />
        </pattern>
      </defs>
    </svg>
  );
}
