<?php
/** An application's installation page, served by `php -S`: keeps what the portal gives it, and calls back with it. */

require __DIR__ . '/wire.php';

if (($_REQUEST['event'] ?? '') === 'ONAPPINSTALL' && !empty($_REQUEST['auth'])) {
    $auth = $_REQUEST['auth'];
    $portal = new Portal($auth);
    $said = [
        'event' => $_REQUEST['event'],
        'data' => $_REQUEST['data'],
        'expires' => [$auth['expires'], $auth['expires_in']],
        'scope' => $auth['scope'],
        'application_token' => $auth['application_token'],
        'user' => $portal->call('profile')['result']['ID'],
        'installed' => $portal->call('app.info')['result']['INSTALLED'],
    ];
} else {
    $said = ['event' => $_REQUEST['event'] ?? '', 'auth' => array_keys($_REQUEST['auth'] ?? []), 'data' => $_REQUEST['data'] ?? []];
}
file_put_contents('php://stdout', json_encode($said) . "\n");
echo 'ok';
