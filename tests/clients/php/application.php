<?php
/** A webhook's calls and an application's, one by one; what came of each is printed as JSON. */

require __DIR__ . '/wire.php';

$settings = json_decode(stream_get_contents(STDIN), true);

function application(string $name, array $changed = []): Portal
{
    global $settings;
    [$access, $refresh] = $settings[$name];
    return new Portal($changed + [
        'client_endpoint' => $settings['https'] . '/rest/',
        'access_token' => $access,
        'refresh_token' => $refresh,
        'client_id' => $settings['client_id'],
        'client_secret' => $settings['client_secret'],
    ], $settings['server']);
}

function exchange(): array
{
    global $settings;
    return application('fresh')->tokens(['grant_type' => 'authorization_code', 'code' => $settings['code']]);
}

$webhook = new Portal(['client_endpoint' => $settings['webhook']]);
$fields = [
    'TITLE' => 'Rope & "anchor" 100% ёж',
    'OPENED' => true,
    'PHONE' => [['VALUE' => '+1 555 0100', 'VALUE_TYPE' => 'WORK'], ['VALUE' => '555', 'VALUE_TYPE' => 'HOME']],
];

$calls = [
    'without parameters' => fn () => $webhook->call('crm.lead.fields')['result']['TITLE']['type'],
    'written' => function () use ($webhook, $fields) {
        $id = $webhook->call('crm.lead.add', ['fields' => $fields, 'params' => ['REGISTER_SONET_EVENT' => 'N']])['result'];
        $lead = $webhook->call('crm.lead.get', ['id' => $id])['result'];
        $phones = array_map(fn ($phone) => [$phone['VALUE'], $phone['VALUE_TYPE']], $lead['PHONE']);
        return ['title' => $lead['TITLE'], 'opened' => $lead['OPENED'], 'phones' => $phones];
    },
    'filtered' => fn () => count($webhook->call('crm.deal.list', [
        'filter' => ['>ID' => 10, '<=ID' => 13], 'select' => ['ID', 'UF_*'], 'order' => ['ID' => 'DESC'],
    ])['result']),
    'batch' => fn () => $webhook->batch([
        'deals' => ['crm.deal.list', ['filter' => ['>ID' => 10], 'select' => ['ID'], 'order' => ['ID' => 'ASC']]],
        'one' => ['crm.deal.get', ['id' => '$result[deals][0][ID]']],
        'bad' => ['crm.deal.get', ['id' => 1000000]],
        'who' => ['profile', []],
    ])['result'],
    'refused' => fn () => $webhook->call('crm.activity.binding.list'),
    'exchange' => function () use ($settings) {
        $given = exchange();
        $fresh = new Portal($given);
        return ['endpoint' => $given['client_endpoint'], 'user' => $fresh->call('profile')['result']['ID']];
    },
    'exchange again' => fn () => exchange(),
    'fresh' => fn () => application('fresh')->call('profile')['result']['ID'],
    'expired' => function () {
        $told = [];
        $portal = application('expired');
        $portal->renewed = function (array $given) use (&$told) {
            $told[] = [$given['domain'], $given['client_endpoint'], $given['status']];
        };
        $first = $portal->call('profile')['result']['ID'];
        return ['users' => [$first, $portal->call('profile')['result']['ID']], 'told' => $told];
    },
    'expired before a batch' => fn () => application('expired before a batch')->batch([
        'who' => ['profile', []], 'departments' => ['department.get', []],
    ])['result'],
    'used refresh token' => fn () => application('expired')->call('profile'),
    'wrong secret' => fn () => application('expired for good', ['client_secret' => 'wrong'])->call('profile'),
];

$outcomes = [];
foreach ($calls as $name => $make) {
    try {
        $outcomes[$name] = ['value' => $make()];
    } catch (Throwable $error) {
        $outcomes[$name] = ['raised' => [$error::class], 'text' => $error->getMessage()];
    }
}
echo json_encode($outcomes);
