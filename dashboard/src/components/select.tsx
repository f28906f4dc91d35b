// select.tsx - one choice out of a list, with its label
import css from "./select.module.css";

export type Option = string | { value: string; label: string };

/** A value that is no option is shown as such, so that the page never says another than it uses. */
export function Select(props: {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  const all = options.map((option) =>
    typeof option === "string" ? { value: option, label: option } : option,
  );
  const known = all.some((option) => option.value === value);
  return (
    <label className={css.label}>
      <span className={css.name}>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {!known && (
          <option value={value}>
            no such {label}: {value}
          </option>
        )}
        {all.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
