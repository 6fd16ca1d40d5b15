import type { Ref, TextareaHTMLAttributes } from "react";
import { Labelled, type LabelledProps } from "./Labelled";

interface Props extends TextareaHTMLAttributes<HTMLTextAreaElement>, LabelledProps {
  ref?: Ref<HTMLTextAreaElement>;
}

export function AreaField({ label, hint, error, ...area }: Props) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => <textarea {...ties} {...area} />}
    </Labelled>
  );
}
