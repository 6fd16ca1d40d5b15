import type { ButtonHTMLAttributes, Ref } from "react";

type Look = "plain" | "primary" | "danger" | "link" | "quiet";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  wide?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", wide = false, className = "", type = "button", ...rest }: Props) {
  return <button type={type} className={`btn ${look} ${wide ? "wide" : ""} ${className}`} {...rest} />;
}
