import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./session/page";
import { App } from "./App";
import "./index.css";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no element #root");
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
