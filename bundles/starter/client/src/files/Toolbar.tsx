import { Button } from "@databricks/appkit-ui/react";
import { FolderPlus, Trash2, Upload } from "lucide-react";
import { useRef } from "react";
import { FilterSelect } from "../components/FilterSelect";

interface ToolbarProps {
  volumes: readonly string[];
  volume: string;
  onVolume: (volume: string) => void;
  onFiles: (files: File[]) => void;
  onNewFolder: () => void;
  /** Deletes the folder that is open; null while that is impossible. */
  onDeleteFolder: (() => void) | null;
}

/** Which volume to look into, and what can be done in the folder that is open. */
export function Toolbar({ volumes, volume, onVolume, onFiles, onNewFolder, onDeleteFolder }: ToolbarProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div role="group" aria-label="Folder" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      {onDeleteFolder !== null && (
        <Button
          variant="ghost"
          data-testid="delete-folder"
          onClick={onDeleteFolder}
          className="text-muted-foreground col-span-2"
        >
          <Trash2 aria-hidden="true" />
          Delete folder
        </Button>
      )}
      <div className="col-span-2">
        <FilterSelect
          testId="files-volume"
          label="Volume"
          value={volume}
          choices={volumes.map((key) => ({ value: key, label: key }))}
          onChange={onVolume}
        />
      </div>
      <Button variant="outline" data-testid="new-folder" onClick={onNewFolder} className="bg-card">
        <FolderPlus aria-hidden="true" />
        New folder
      </Button>
      <Button data-testid="upload-button" onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
        Upload
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="upload-input"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </div>
  );
}
