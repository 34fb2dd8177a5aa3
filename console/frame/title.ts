import { useEffect } from 'preact/hooks';

/** Puts a title into the browser's tab. It names no subject, since browsers keep titles. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} - Wardbell`;
  }, [title]);
}
