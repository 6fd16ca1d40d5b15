interface Props<Value extends string> {
  legend: string;
  chosen: readonly Value[];
  options: readonly { value: Value; label: string }[];
  onChoose: (chosen: Value[]) => void;
}

/** Any of a few, all in view. */
export function Chips<Value extends string>({ legend, chosen, options, onChoose }: Props<Value>) {
  const turn = (value: Value, on: boolean) =>
    onChoose(
      options.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each))),
    );
  return (
    <fieldset className="choice chips">
      <legend>{legend}</legend>
      <div className="choice-row">
        {options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => turn(value, event.target.checked)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
