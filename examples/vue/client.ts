import { createSSRApp } from "vue";
import { Page } from "./page.ts";

createSSRApp(Page).mount("#app");
