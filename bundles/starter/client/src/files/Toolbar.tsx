import { Button } from "@databricks/appkit-ui/react";
import { FolderPlus, FolderUp, Trash2, Upload } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { FilterSelect } from "../components/FilterSelect";

interface ToolbarProps {
  volumes: readonly string[];
  volume: string;
  onVolume: (volume: string) => void;
  onFiles: (files: File[]) => void;
  onNewFolder: () => void;
  /** Deletes the folder that is open; null while that is impossible. */
  onDeleteFolder: (() => void) | null;
  /** Whether nothing can be added. */
  locked: boolean;
}

interface ChooserProps extends ComponentProps<"input"> {
  onFiles: (files: File[]) => void;
  /** Chooses a folder with all that is in it instead of files. */
  folders?: boolean;
}

function Chooser({ onFiles, folders = false, ...rest }: ChooserProps) {
  return (
    <input
      {...rest}
      {...(folders && { webkitdirectory: "" })}
      type="file"
      multiple
      hidden
      onChange={({ currentTarget }) => {
        onFiles([...(currentTarget.files ?? [])]);
        currentTarget.value = "";
      }}
    />
  );
}

/** Which volume to look into, and what can be done in the folder that is open. */
export function Toolbar(props: ToolbarProps) {
  const { volumes, volume, onVolume, onFiles, onNewFolder, onDeleteFolder, locked } = props;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
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
      {!locked && (
        <>
          <Button variant="outline" data-testid="new-folder" onClick={onNewFolder} className="bg-card">
            <FolderPlus aria-hidden="true" />
            New folder
          </Button>
          <Button
            variant="outline"
            data-testid="upload-folder-button"
            onClick={() => folder.current?.click()}
            className="bg-card"
          >
            <FolderUp aria-hidden="true" />
            Upload folder
          </Button>
          <Button data-testid="upload-button" onClick={() => files.current?.click()} className="col-span-2">
            <Upload aria-hidden="true" />
            Upload
          </Button>
          <Chooser ref={files} data-testid="upload-input" onFiles={onFiles} />
          <Chooser ref={folder} data-testid="upload-folder-input" folders onFiles={onFiles} />
        </>
      )}
    </div>
  );
}
