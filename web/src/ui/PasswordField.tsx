import { type ComponentProps, useState } from "react";
import { useWords } from "../words/words";
import { Button } from "./Button";
import { Field } from "./Field";

type Props = Omit<ComponentProps<typeof Field>, "type" | "beside">;

export function PasswordField(props: Props) {
  const t = useWords();
  const [shown, setShown] = useState(false);
  const toggle = (
    <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
      {shown ? t("password.hide") : t("password.show")}
    </Button>
  );
  return (
    <Field
      {...props}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      beside={toggle}
    />
  );
}
