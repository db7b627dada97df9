import { createApp, createSSRApp } from "vue";
import { VueShop } from "./vue-app.ts";

const root = document.getElementById("root");
if (root) (root.firstChild ? createSSRApp(VueShop) : createApp(VueShop)).mount(root);
