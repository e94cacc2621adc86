import { NewFolderInput } from "@databricks/appkit-ui/react";
import { useRef, useState } from "react";
import { createFolder } from "./api";
import { folderIn, pathOf, type Place, whyNot } from "./place";
import { problemOf, TAKEN } from "./problems";
import { useAttributes } from "./useAttributes";

interface NewFolderProps {
  /** The folder it will be in. */
  place: Place;
  /** Whether something of a name is there already: a folder would be made without complaint. */
  isTaken: (name: string) => boolean;
  onCreated: (place: Place) => void;
  onCancel: () => void;
}

/** Asks for a name and makes a folder of it. */
export function NewFolder({ place, isTaken, onCreated, onCancel }: NewFolderProps) {
  const root = useRef<HTMLDivElement>(null);
  const [name, setName] = useState("");
  const [creating, setCreating] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  useAttributes(root, "input", () => ({
    "aria-label": "Name of the new folder",
    "aria-invalid": complaint === null ? null : "true",
    "aria-describedby": complaint === null ? null : "new-folder-complaint",
    "data-testid": "new-folder-name",
    autocomplete: "off",
  }));
  useAttributes(root, "button[data-slot=button]", () => ({ "data-testid": "new-folder-create" }));
  useAttributes(root, "button:not([data-slot])", () => ({
    "aria-label": "Cancel",
    "data-testid": "new-folder-cancel",
  }));

  const create = async () => {
    const reason = whyNot(name.trim()) ?? (isTaken(name.trim()) ? TAKEN : null);
    setComplaint(reason);
    if (reason !== null || creating) {
      return;
    }
    setCreating(true);
    const folder = folderIn(place, name.trim());
    try {
      await createFolder(place.volume, pathOf(folder));
      onCreated(folder);
    } catch (error) {
      setComplaint(problemOf(error).text);
      setCreating(false);
    }
  };

  return (
    <div ref={root} className="border-b">
      <NewFolderInput
        value={name}
        onChange={(value) => {
          setName(value);
          setComplaint(null);
        }}
        onCreate={() => void create()}
        onCancel={onCancel}
        creating={creating}
        className="border-b-0 [&_input]:min-w-0 [&>button:last-child]:grid [&>button:last-child]:size-8 [&>button:last-child]:cursor-pointer [&>button:last-child]:place-items-center"
      />
      {complaint !== null && (
        <p
          id="new-folder-complaint"
          role="alert"
          data-testid="new-folder-complaint"
          className="bg-muted/30 text-fall px-4 pb-3 text-[0.8125rem] leading-5"
        >
          {complaint}
        </p>
      )}
    </div>
  );
}
