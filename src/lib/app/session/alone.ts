/** Work that no other tab of this profile may do at the same time: Web Locks, which every supported browser has. */
export function alone<T>(page: Window, name: string, work: () => Promise<T>): Promise<T> {
  const locks = page.navigator.locks as LockManager | undefined;
  return locks ? locks.request<Promise<T>>(`tongxinbu/${name}`, work) : work();
}
