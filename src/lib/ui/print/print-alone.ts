/** Attachment: while such an element stands on the page, the shell's frame stays off the paper (styles/print.css). */
const marker = 'data-prints-alone';

function follow(): void {
  const isAny = document.querySelector(`[${marker}]`) !== null;
  document.documentElement.classList.toggle('printing-sheet', isAny);
}

export function printAlone(element: Element): () => void {
  element.setAttribute(marker, '');
  follow();
  return () => {
    element.removeAttribute(marker);
    follow();
  };
}
