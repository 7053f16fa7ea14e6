declare module 'virtual:words' {
  const loaders: Record<'zh-CN' | 'en', Record<string, () => Promise<{ default: Record<string, string> }>>>;
  export default loaders;
}
