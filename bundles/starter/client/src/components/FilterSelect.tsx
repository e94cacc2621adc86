import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@databricks/appkit-ui/react";

interface FilterSelectProps {
  testId: string;
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function FilterSelect({ testId, label, value, choices, onChange }: FilterSelectProps) {
  return (
    <Select value={value} onValueChange={onChange}>
      <SelectTrigger
        aria-label={label}
        data-testid={testId}
        data-selected={value}
        className="bg-card hover:border-ring/40 w-full cursor-pointer sm:w-auto"
      >
        <span className="flex min-w-0 items-center gap-2">
          <span aria-hidden="true" className="text-muted-foreground">
            {label}
          </span>
          <span className="truncate font-medium">
            <SelectValue />
          </span>
        </span>
      </SelectTrigger>
      <SelectContent align="end">
        {choices.map((choice) => (
          <SelectItem key={choice.value} value={choice.value} data-testid={`${testId}-${choice.value}`}>
            {choice.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
