/** How server state is kept: fresh when looked at, quiet about the rest. */
import { QueryClient } from "@tanstack/vue-query";
import { asProblem } from "@/api";

const ATTEMPTS = 2;

export const LIVE = 20_000; // milliseconds between looks at what others are changing

// "always": what the browser believes about the line is no reason to wait in silence. We try, and say how it went.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: "always",
      refetchOnReconnect: true,
      retry: (failures, error) => {
        const { status } = asProblem(error);
        return (status === 0 || status >= 500) && failures < ATTEMPTS;
      },
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
