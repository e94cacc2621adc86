import { Monitor, Moon, Sun } from "lucide-react";
import { setTheme, type Theme, useTheme } from "../lib/theme";

const THEMES = [
  { id: "light", label: "Light", Icon: Sun },
  { id: "system", label: "System", Icon: Monitor },
  { id: "dark", label: "Dark", Icon: Moon },
] as const satisfies { id: Theme; label: string; Icon: typeof Sun }[];

export function ThemeToggle() {
  const chosen = useTheme();
  return (
    <fieldset data-testid="theme-toggle" className="bg-muted flex rounded-full p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEMES.map(({ id, label, Icon }) => (
        <label
          key={id}
          title={label}
          data-testid={`theme-${id}`}
          className="text-muted-foreground hover:text-foreground has-checked:bg-card has-checked:text-foreground has-focus-visible:outline-ring relative grid size-8 cursor-pointer place-items-center rounded-full outline-2 outline-transparent transition-colors has-checked:shadow-sm dark:has-checked:bg-accent"
        >
          <input
            type="radio"
            name="theme"
            value={id}
            aria-label={label}
            checked={chosen === id}
            onChange={() => setTheme(id)}
            className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
          />
          <Icon aria-hidden="true" className="size-4" />
        </label>
      ))}
    </fieldset>
  );
}
