/** How a file can be shown inside the app. */
export type ViewerKind = "image" | "pdf" | "audio" | "video" | "none";

export function viewerOf(mediaType: string): ViewerKind {
  if (mediaType === "application/pdf") return "pdf";
  const [family] = mediaType.split("/");
  return family === "image" || family === "audio" || family === "video" ? family : "none";
}
