// What applications see.

window.BX24 ??= {
  init, install, installFinish, getAuth, refreshAuth,
  callMethod: (method, params, callback) => { callMethod(method, params, callback) }, callBatch, callBind, callUnbind,
  userOption, appOption, placement, im,
  selectUser, selectUsers, selectAccess, selectCRM,
  resizeWindow, fitWindow, getScrollSize, setTitle, scrollParentWindow, reloadWindow,
  openApplication, closeApplication, openPath,
  isAdmin: () => frame.data?.IS_ADMIN === true,
  getLang: () => frame.data?.LANG,
  getDomain: () => host,
  ready, isReady, bind, unbind, proxy, proxyContext, getDomNode, loadScript
}
