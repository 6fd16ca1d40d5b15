import { Link } from "react-router";

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M4 27V9.5A5.5 5.5 0 0 1 9.5 4h13A5.5 5.5 0 0 1 28 9.5V27" />
        <path d="M2 27h28" />
      </g>
      <path d="M10.5 20.5a5.5 4.2 0 1 1 4.2 1.6L10.6 24z" fill="currentColor" />
    </svg>
  );
}

export function Brand() {
  return (
    <Link className="brand" to="/chat">
      <Mark />
      <b>Madoguchi</b>
    </Link>
  );
}
