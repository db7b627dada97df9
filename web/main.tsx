import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "mantine-datatable/styles.css";
import "./theme.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

// The server was updated while this page was open, and the rest of this version is gone. Not again
// and again: what fails twice within a minute is something else, and is shown.
window.addEventListener("vite:preloadError", (event) => {
  const lastMs = Number(sessionStorage.getItem("callpool-reloaded-at"));
  const pauseMs = 60_000;
  if (Date.now() - lastMs < pauseMs) return;
  event.preventDefault();
  sessionStorage.setItem("callpool-reloaded-at", String(Date.now()));
  location.reload();
});

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <ModalsProvider labels={{ confirm: "Confirm", cancel: "Cancel" }}>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
