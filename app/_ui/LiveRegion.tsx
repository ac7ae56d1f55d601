/** Says a change of the screen aloud. Keep it mounted and change only the message. */
export function LiveRegion({ message }: { message: string }) {
  return (
    <div className="vh" role="status" aria-live="polite" aria-atomic="true">
      {message}
    </div>
  );
}
