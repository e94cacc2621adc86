import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
} from "@databricks/appkit-ui/react";
import { useRef, useState } from "react";
import { remove } from "./api";
import { pathOf, type Place } from "./place";
import { FileError, isDenial, problemOf } from "./problems";

interface DeleteDialogProps {
  /** The file or folder to delete. */
  place: Place;
  onDeleted: () => void;
  onClose: () => void;
}

/** Asks before a file or an empty folder is deleted, and deletes it. */
export function DeleteDialog({ place, onDeleted, onClose }: DeleteDialogProps) {
  const [deleting, setDeleting] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const gone = useRef(false);
  const name = place.file ?? place.folders.at(-1);
  const confirm = async () => {
    setDeleting(true);
    setComplaint(null);
    try {
      await remove(place.volume, pathOf(place));
      gone.current = true;
      onDeleted();
    } catch (error) {
      gone.current = error instanceof FileError && isDenial(error);
      setComplaint(problemOf(error).text);
      setDeleting(false);
    }
  };
  const returnFocus = (event: Event) => {
    if (gone.current) {
      // What opened the dialog is gone.
      event.preventDefault();
      document.getElementById("content")?.focus({ preventScroll: true });
    }
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !deleting && onClose()}>
      <AlertDialogContent data-testid="delete-dialog" onCloseAutoFocus={returnFocus} className="rounded-2xl">
        <AlertDialogHeader className="min-w-0">
          <AlertDialogTitle className="text-left">
            Delete this {place.file === null ? "folder" : "file"}?
          </AlertDialogTitle>
          <AlertDialogDescription className="text-left leading-6 break-words [overflow-wrap:anywhere]">
            <strong className="text-foreground font-medium">{name}</strong> will be gone for everybody who uses this
            volume. It cannot be brought back.
          </AlertDialogDescription>
          {complaint !== null && (
            <p role="alert" data-testid="delete-complaint" className="text-fall text-sm leading-6">
              {complaint}
            </p>
          )}
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel disabled={deleting} data-testid="delete-cancel">
            Keep
          </AlertDialogCancel>
          <Button variant="destructive" disabled={deleting} data-testid="delete-confirm" onClick={() => void confirm()}>
            {deleting ? "Deleting…" : "Delete"}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
