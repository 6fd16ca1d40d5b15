import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

export type Tone = "plain" | "indigo" | "moss" | "amber" | "red";

interface Props {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}

export function Tag({ tone = "plain", icon, children }: Props) {
  return (
    <span className={`tag ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
