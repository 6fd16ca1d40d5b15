/** Grey lines where words will stand, with the word for it; the space is already the right size. */
export function Waiting({ says, lines = 3 }: { says: string; lines?: number }) {
  return (
    <div className="waiting-lines" role="status">
      <span className="vh">{says}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} aria-hidden="true" />
      ))}
    </div>
  );
}
